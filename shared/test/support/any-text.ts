import fc from 'fast-check';

const codeUnit = fc.oneof(
  fc.integer({ min: 0, max: 0x7f }),
  fc.integer({ min: 0, max: 0xffff }),
  fc.constantFrom(0x0a, 0x0d, 0x22, 0x25, 0x2f, 0x5c, 0x7f, 0x85, 0x2028, 0xd83d, 0xde00, 0xfeff),
);

/**
 * Any string that a JavaScript program can hold: control characters, lone surrogates, names of prototypes. (Not
 * fast-check's own `binary` unit, which takes seconds to set up.)
 */
export const anyText = fc.oneof(
  fc.array(codeUnit).map((units) => String.fromCharCode(...units)),
  fc.string(),
  fc.constantFrom('__proto__', 'constructor', 'toString', '%2e%2e', '../..', '\r\nset-cookie: a'),
);

/** What can be percent-encoded: everything but lone surrogates. */
export const wellFormedText = anyText.map((text) => text.toWellFormed());
