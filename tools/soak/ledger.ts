/** What clients were told, and so what must be there afterwards. Every text has a mark of its own. */
export type FiledReport = {
  readonly mark: string;
  readonly token: string;
  /** Marks of replies and of the team's messages that were acknowledged. */
  readonly messages: string[];
  /** Digests of files that were acknowledged; no two files are the same. */
  readonly files: string[];
  caseId?: string;
  /** `gone`: taken back, or its time was over. `unsure`: asked for, and nobody knows whether it came through. */
  state: 'there' | 'gone' | 'unsure';
};

export class Ledger {
  readonly reports: FiledReport[] = [];
  /** Marks of everything that was ever sent, acknowledged or not. */
  readonly sent = new Set<string>();
  #last = 0;

  mark(kind: string): string {
    this.#last += 1;
    const mark = `[${kind}-${this.#last}]`;
    this.sent.add(mark);
    return mark;
  }
}

/** What a report's owner and the team find when they look; `undefined` where it does not open. */
export type SeenReport = {
  readonly byReporter?: readonly string[];
  readonly byTeam?: readonly string[];
  /** Digests of the files that its owner can read, each as often as it is there. */
  readonly files?: readonly string[];
};

export type Seen = {
  /** By the report's mark. */
  readonly reports: ReadonlyMap<string, SeenReport>;
  /** Texts of every case the team can open, a list for each case. */
  readonly cases: readonly (readonly string[])[];
  /** Rows of notices whose time has come and that have not left. */
  readonly noticesLeft: number;
  /** Objects that are kept and belong to no entry, and are going to stay. */
  readonly orphans: readonly string[];
};

const marks = /\[[a-z]+-\d+\]/g;
const marksIn = (texts: readonly string[]): string[] => texts.flatMap((text) => text.match(marks) ?? []);

/** What does not hold: each line is something lost, doubled or readable that should not be. */
export const broken = (reports: readonly FiledReport[], seen: Seen): readonly string[] => {
  const lines: string[] = [];
  for (const { mark, messages, files, state } of reports) {
    const { byReporter, byTeam, files: readable = [] } = seen.reports.get(mark) ?? {};
    if (state === 'gone' && byReporter) lines.push(`${mark} is gone and its words open it`);
    if (state === 'gone' && byTeam) lines.push(`${mark} is gone and the team can open it`);
    if (state !== 'there') continue;
    if (!byReporter) {
      lines.push(`${mark} was acknowledged and its words do not open it`);
      continue;
    }
    const found = marksIn(byReporter);
    for (const wanted of [mark, ...messages]) {
      const count = found.filter((one) => one === wanted).length;
      if (count !== 1) lines.push(`${wanted} was acknowledged and is there ${count} times`);
    }
    for (const wanted of files) {
      const count = readable.filter((one) => one === wanted).length;
      if (count !== 1) lines.push(`a file of ${mark} was acknowledged and is there ${count} times`);
    }
  }
  const perCase = seen.cases.map((texts) => marksIn(texts));
  const everywhere = new Map<string, number>();
  for (const mark of perCase.flat()) everywhere.set(mark, (everywhere.get(mark) ?? 0) + 1);
  for (const [mark, count] of everywhere)
    if (count > 1) lines.push(`${mark} is stored ${count} times among the cases`);
  for (const { mark, state } of reports)
    if (state === 'there' && !everywhere.has(mark))
      lines.push(`${mark} was acknowledged and is in no case of the team`);
  for (const object of seen.orphans) lines.push(`${object} is kept and belongs to nothing`);
  if (seen.noticesLeft > 0) lines.push(`${seen.noticesLeft} notices have not left`);
  return lines;
};
