/** What in a text might tell who wrote it; each kind is explained to the writer, none is ever a reason to refuse. */
export type IdentifyingDetail = {
  readonly kind: 'mail' | 'phone' | 'handle' | 'link' | 'only-one' | 'own-role';
  /** The words that were found, as they stand in the text. */
  readonly found: string;
};

const mostDetails = 12;
const longestFound = 80;

/** Patterns that take time linear in the text; what they miss costs a hint, what they find too much costs a glance. */
const patterns: readonly (readonly [IdentifyingDetail['kind'], RegExp])[] = [
  ['mail', /(?<![\p{L}\d._%+-])[\p{L}\d._%+-]+@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,5}/gu],
  ['link', /\bhttps?:\/\/[^\s<>"']{1,200}/giu],
  [
    'phone',
    // A date is none: 2026/03/10, 12.03.2026 14.
    /(?<![\p{L}\p{Nd}]|\p{Nd}[./-])(?!\p{Nd}{4}[./-]\p{Nd}{1,2}[./-]\p{Nd}{1,2}(?![./-]?\p{Nd}))(?!\p{Nd}{1,2}[./-]\p{Nd}{1,2}[./-](?:\p{Nd}{4}|\p{Nd}{2})(?![./-]?\p{Nd}))\+?\p{Nd}(?:[^\S\n]?[()./-]?\p{Nd}|[()./-][^\S\n]\p{Nd}){7,14}(?![\p{L}\p{Nd}])/gu,
  ],
  ['handle', /(?<![\p{L}\d._%+-])@[\p{L}\d_][\p{L}\d_.-]{1,38}(?![@\p{L}\d])/gu],
  [
    'only-one',
    /\b(?:I (?:was|am) the only|only I\b|nobody else (?:was|knew|saw)|just the two of us|(?:yo )?(?:era|fui|soy) (?:el|la) únic[oa]|sol[oa] (?:él|ella) y yo)\b|كنتُ? الوحيدة?|أنا الوحيدة?|لم يكن أحد غيري/giu,
  ],
  [
    'own-role',
    /\b(?:as (?:the|a|an) (?:maintainer|speaker|organi[sz]er|intern|manager|volunteer|student|moderator|keynote)|my (?:talk|keynote|pull request|manager|supervisor|advisor|adviser|boss|professor|teacher|team)|mi (?:charla|ponencia|jef[ea]|supervisora?|profesora?|equipo))\b|مديرت?ي|مشرفت?ي|أستاذت?ي|محاضرتي|فريقي/giu,
  ],
];

/**
 * Looks for mail addresses, phone numbers, handles, links, and phrases such as "I was the only one" in English,
 * Spanish and Arabic. At most 12, in the order of the text.
 */
export const identifyingDetails = (text: string): IdentifyingDetail[] => {
  const taken: { readonly start: number; readonly end: number; readonly detail: IdentifyingDetail }[] = [];
  for (const [kind, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (taken.some((other) => start < other.end && other.start < end)) continue;
      taken.push({ start, end, detail: { kind, found: match[0].slice(0, longestFound) } });
      if (taken.length >= mostDetails * patterns.length) break;
    }
  }
  return taken
    .sort((one, other) => one.start - other.start)
    .slice(0, mostDetails)
    .map(({ detail }) => detail);
};
