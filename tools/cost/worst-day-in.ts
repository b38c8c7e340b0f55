/**
 * The worst day as docs/flood.md has it, which a test holds to the throttles.
 * @throws {Error} when the page does not say it
 */
export const worstDayIn = (floodPage: string): number => {
  const [, dollars] = /^\*\*The worst day: .*\$([\d.]+)\.\*\*/m.exec(floodPage) ?? [];
  if (dollars === undefined) throw new Error('docs/flood.md does not say what the worst day costs.');
  return Number(dollars);
};
