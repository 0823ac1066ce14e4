declare const brand: unique symbol

/** A value that was checked once and must not be mixed with others of the same shape: `Brand<string, 'CivilDate'>`. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }
