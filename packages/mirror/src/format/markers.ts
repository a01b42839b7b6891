/** Comments with a meaning in `insert.html` (see ops.ts). Real comments are always sent empty. */
export const TEXT_BOUNDARY = '|'
export const EMPTY_TEXT = '0'
