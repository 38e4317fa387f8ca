/** Loaded into a process (NODE_OPTIONS=--require): names in `.test` (RFC 6761) are this machine's. */
const dns = require('node:dns');

const { lookup } = dns;

Object.assign(dns, {
  /** @param {string} name @param {unknown[]} rest */
  lookup: (name, ...rest) =>
    Reflect.apply(lookup, dns, [name.endsWith('.test') ? '127.0.0.1' : name, ...rest]),
});
