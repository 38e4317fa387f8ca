/**
 * The slots for addresses, which a stage file has from the first day: one more than a stage can use.
 * @type {readonly ['A', 'B', 'C', 'D']}
 */
export const ADDRESS_SLOTS = ['A', 'B', 'C', 'D'];

/** @typedef {typeof ADDRESS_SLOTS[number]} AddressSlot */
/** @typedef {Exclude<AddressSlot, 'D'>} AzLetter */

/**
 * The letters of the AZs that a stage uses.
 * @param {'AB' | 'ABC'} azs as in its file
 * @returns {readonly AzLetter[]}
 */
export const azLettersOf = (azs) => (azs === 'AB' ? ['A', 'B'] : ['A', 'B', 'C']);

/** All that a stage can use. */
export const AZ_LETTERS_IN_USE = azLettersOf('ABC');
