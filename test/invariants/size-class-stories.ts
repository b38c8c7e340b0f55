import fc from 'fast-check';

/** Two texts of one size class once they are sealed with what stands beside them, one for each world. */
type Texts = readonly [string, string];

const lengths = [
  [1, 200],
  [1_100, 1_300],
  [5_000, 7_000],
  [17_000, 30_000],
] as const;
// The same letters in both: some take two bytes where they are kept as JSON. Lengths are of one class both as they are
// and twice as long, with what stands beside them.
const textsUpTo = (classes: number): fc.Arbitrary<Texts> =>
  fc
    .tuple(fc.integer({ min: 0, max: classes - 1 }), fc.constantFrom('a', '"', '\\', 'ж'))
    .chain(([at, letter]) => {
      const [min, max] = lengths[at] ?? lengths[0];
      const text = fc
        .integer({ min, max })
        .map((length) => `x${letter.repeat(Math.floor(length / Buffer.byteLength(letter)))}x`);
      return fc.tuple(text, text);
    });
const shortTexts = textsUpTo(1);
const files = fc
  .constantFrom([1, 1_000] as const, [40_000, 60_000] as const, [1_050_000, 1_100_000] as const)
  .chain(([min, max]) => fc.tuple(fc.integer({ min, max }), fc.integer({ min, max })));
const given = fc.record({ name: fc.boolean(), contact: fc.boolean() });

const steps = ['name a respondent', 'record a finding', 'note what they think', 'propose'] as const;

const report = fc.record({
  do: fc.constant('report' as const),
  text: textsUpTo(4),
  who: shortTexts,
  given: fc.tuple(given, given),
  urgent: fc.boolean(),
});
const operation = fc.oneof(
  report,
  fc.record({
    do: fc.constant('file a report for somebody' as const),
    text: textsUpTo(4),
    given: fc.tuple(given, given),
  }),
  fc.record({ do: fc.constant('reply' as const), text: textsUpTo(4) }),
  fc.record({ do: fc.constant('send a file' as const), text: shortTexts, size: files }),
  fc.record({ do: fc.constant('change the words' as const) }),
  fc.record({ do: fc.constant('read' as const) }),
  fc.record({ do: fc.constant('answer' as const), text: textsUpTo(4), inTouch: shortTexts }),
  fc.record({ do: fc.constant('write a note' as const), text: textsUpTo(4), private: fc.boolean() }),
  fc.record({ do: fc.constant('add a task' as const), text: textsUpTo(2) }),
  fc.record({ do: fc.constant('close' as const), reason: textsUpTo(2) }),
  fc.record({ do: fc.constant('move to another channel' as const), reason: textsUpTo(2) }),
  fc.record({ do: fc.constant('open what the reporter said of themselves' as const), reason: textsUpTo(2) }),
  fc.record({
    do: fc.constantFrom(
      'name a respondent',
      'record a finding',
      'note what they think',
      'propose',
      'restrict somebody at once',
      'keep the case longer',
      'list evidence',
      'write down a conversation',
      'change whom the case names',
    ),
    text: textsUpTo(2),
  }),
  fc.record({ do: fc.constantFrom('approve' as const, 'put in force' as const) }),
  fc.record({ do: fc.constant('a quarter of an hour passes' as const) }),
);
/** By chance a case is hardly ever decided: in some stories it is, step by step, before something else happens. */
const decided = fc
  .array(textsUpTo(2), { minLength: 4, maxLength: 4 })
  .map((texts) => [
    { do: 'read' as const },
    ...steps.map((step, at) => ({ do: step, text: texts[at] ?? (['x', 'x'] as const) })),
    { do: 'approve' as const },
    { do: 'put in force' as const },
  ]);

/** What people do one after the other; it begins with a report. */
export const stories = fc
  .tuple(
    report,
    fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: decided }),
    fc.array(operation, { minLength: 1, maxLength: 12 }),
  )
  .map(([first, before, then]) => [first, ...before, ...then]);
export type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never;
