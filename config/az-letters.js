/** @typedef {'A' | 'B' | 'C'} AzLetter */

/**
 * The letters of the AZs that a stage uses.
 * @param {'AB' | 'ABC'} azs as in its file
 * @returns {readonly AzLetter[]}
 */
export const azLettersOf = (azs) => (azs === 'AB' ? ['A', 'B'] : ['A', 'B', 'C']);

/** All that a stage can use. */
export const AZ_LETTERS_IN_USE = azLettersOf('ABC');
