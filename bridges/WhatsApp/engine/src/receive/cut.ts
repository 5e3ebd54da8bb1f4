/** A text's beginning, between whole characters: of half a character nobody could read anything. */
export const cut = (text: string, longest: number): string => (text.length <= longest ? text : text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, ''))
