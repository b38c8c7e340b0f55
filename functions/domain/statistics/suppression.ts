import { areTrue, secretProver, type Relation, type Secret, type Term } from './suppression-range.ts';
import { sumOfMonths, type MonthCounts } from './report-counts.ts';
import { monthAfter, monthsOf, type ReportPeriod } from './report-period.ts';
import { allCells, cellKey, cellsOf, noRung, type CellKey, type ReportTable } from './report-tables.ts';

/** What everybody can read of a report: its period and its cells. A cell that is withheld is `null`. */
export type PublishedCells = {
  readonly period: ReportPeriod;
  /** Cells with a smaller count, but for 0, were withheld. */
  readonly threshold: number;
  readonly cells: Readonly<Record<CellKey, number | null>>;
  /**
   * Tables of which every row is withheld, whatever its count, but for what everybody knew before: nobody can say of one of
   * them whether it is small.
   */
  readonly whole: readonly string[];
};

export type SuppressionSettings = {
  /** The smallest count that is told besides 0. */
  readonly threshold: number;
  /** By how much, at least, the values lie apart that a withheld count may have for all anybody can work out. */
  readonly width: number;
};

export type Suppression =
  | ({ readonly kind: 'protected' } & Pick<PublishedCells, 'cells' | 'whole'>)
  /** Something could be worked out whatever of this period is withheld but the number of reports. */
  | { readonly kind: 'unprotected' };

/** Never withheld: it is what a report is. */
const alwaysTold: CellKey = 'reports';

type Model = {
  readonly tables: readonly ReportTable[];
  readonly keys: readonly CellKey[];
  /** Stretches of months that lie in the same reports, each with its counts. */
  readonly segments: readonly {
    readonly months: readonly string[];
    readonly counts: readonly MonthCounts[];
  }[];
  readonly truth: readonly number[];
};

const variableOf = ({ keys }: Pick<Model, 'keys'>, segment: number, cell: number): number =>
  segment * keys.length + cell;

/** Cuts the months wherever a report begins or ends; months of no report are left out. */
const segmentsOf = (periods: readonly ReportPeriod[]): readonly (readonly string[])[] => {
  const cuts = new Set(periods.flatMap(({ from, until }) => [from, monthAfter(until)]));
  const months = [...new Set(periods.flatMap(monthsOf))].sort();
  const segments: string[][] = [];
  for (const [index, month] of months.entries()) {
    const last = segments.at(-1);
    if (last && !cuts.has(month) && months[index - 1] === monthAfter(month, -1)) last.push(month);
    else segments.push([month]);
  }
  return segments;
};

const modelOf = (
  tables: readonly ReportTable[],
  periods: readonly ReportPeriod[],
  counts: ReadonlyMap<string, MonthCounts>,
): Model => {
  const keys = allCells(tables);
  const segments = segmentsOf(periods).map((months) => ({
    months,
    counts: months.map((month) => counts.get(month) ?? {}),
  }));
  const truth = segments.flatMap((segment) => keys.map((key) => sumOfMonths(segment.counts, key)));
  return { tables, keys, segments, truth };
};

const plus = (variables: readonly number[]): readonly Term[] =>
  variables.map((variable) => ({ variable, factor: 1 }));
const minus = (variables: readonly number[]): readonly Term[] =>
  variables.map((variable) => ({ variable, factor: -1 }));

/** What the tables say by themselves of each segment. */
const structure = (model: Model): readonly Relation[] => {
  const places = new Map(model.keys.map((key, place) => [key, place]));
  const relations = model.segments.flatMap((_, segment) => {
    const at = (key: CellKey): readonly number[] => {
      const place = places.get(key);
      return place === undefined ? [] : [variableOf(model, segment, place)];
    };
    const atAll = (id: string): readonly number[] =>
      model.tables.filter((table) => table.id === id).flatMap((table) => cellsOf(table).flatMap(at));
    const atMost = (less: readonly number[], more: readonly number[]): Relation => ({
      terms: [...plus(more), ...minus(less)],
      kind: 'at-least',
      value: 0,
    });
    const violations = at(cellKey('outcome', 'violation'));
    const rungs = atAll('rung').filter((variable) => !at(cellKey('rung', noRung)).includes(variable));
    return [
      ...model.tables.flatMap((table): Relation[] => {
        const rows = cellsOf(table).flatMap(at);
        if (table.kind === 'some') return rows.map((row) => atMost([row], at(table.of)));
        return [{ terms: [...plus(rows), ...minus(at(table.of))], kind: 'is', value: 0 }];
      }),
      atMost(violations, at(cellKey('scope', 'in-scope'))),
      atMost(violations, atAll('rule')),
      atMost(rungs, at(cellKey('finding', 'violation'))),
    ];
  });
  // What is usual and not so here would only mislead; it is left out.
  return relations.filter((relation) => areTrue([relation], model.truth));
};

const coveredBy = ({ segments }: Model, { from, until }: ReportPeriod): readonly number[] =>
  segments.flatMap(({ months }, index) => {
    const [first = ''] = months;
    return first >= from && first <= until ? [index] : [];
  });

/**
 * What a cell of a report says. A withheld one that is small is taken to be known as such: the pages mark it like any other
 * that is withheld, but often it can be guessed.
 */
const saidBy = (
  variables: readonly number[],
  shown: number | null,
  { threshold, sum }: { readonly threshold: number; readonly sum: number },
): readonly Relation[] => {
  if (shown !== null) return [{ terms: plus(variables), kind: 'is', value: shown }];
  if (sum === 0 || sum >= threshold) return [];
  return [
    { terms: plus(variables), kind: 'at-least', value: 1 },
    { terms: minus(variables), kind: 'at-least', value: 1 - threshold },
  ];
};

type Reading = { readonly variables: readonly number[]; readonly sum: number };

const readingsOf = (
  model: Model,
  { period }: Pick<PublishedCells, 'period'>,
): ReadonlyMap<CellKey, Reading> => {
  const segments = coveredBy(model, period);
  return new Map(
    model.keys.map((key, cell) => {
      const variables = segments.map((segment) => variableOf(model, segment, cell));
      const sum = variables.reduce((so, variable) => so + (model.truth[variable] ?? 0), 0);
      return [key, { variables, sum }];
    }),
  );
};

const relationsOf = (model: Model, report: PublishedCells): readonly Relation[] => {
  const whole = new Set(
    model.tables
      .filter((table) => report.cells[table.of] === null || report.whole.includes(table.id))
      .flatMap(cellsOf),
  );
  return [...readingsOf(model, report)].flatMap(([key, { variables, sum }]) => {
    const shown = report.cells[key];
    if (shown === null && whole.has(key)) return [];
    // A report says nothing of what had no name when it was made, but that it was 0.
    return saidBy(variables, shown === undefined ? sum : shown, { threshold: report.threshold, sum });
  });
};

const secretKey = (variables: readonly number[]): string => variables.join(' ');

/** Small counts of every stretch of months that lies between the beginnings and ends of reports. */
const smallStretches = (model: Model, threshold: number): readonly Secret[] => {
  const secrets: Secret[] = [];
  for (const cell of model.keys.keys())
    for (let first = 0; first < model.segments.length; first++) {
      const variables: number[] = [];
      let sum = 0;
      for (let last = first; last < model.segments.length; last++) {
        const before = model.segments[last - 1]?.months.at(-1);
        if (last > first && monthAfter(before ?? '') !== model.segments[last]?.months[0]) break;
        const variable = variableOf(model, last, cell);
        variables.push(variable);
        sum += model.truth[variable] ?? 0;
        if (sum >= threshold) break;
        if (sum > 0) secrets.push({ variables: [...variables] });
      }
    }
  return secrets;
};

/** Every withheld cell of every report. */
const withheldIn = (model: Model, reports: readonly PublishedCells[]): readonly Secret[] =>
  reports.flatMap((report) =>
    [...readingsOf(model, report)].flatMap(([key, { variables }]) =>
      report.cells[key] === null ? [{ variables }] : [],
    ),
  );

type Cells = Record<CellKey, number | null>;

/** Where a total is withheld, its tables are so as well, every row of them. */
const withhold = (tables: readonly ReportTable[], cells: Cells, key: CellKey): void => {
  cells[key] = null;
  for (const table of tables) if (table.of === key) for (const row of cellsOf(table)) cells[row] = null;
};

const firstCells = (
  { tables }: Pick<Model, 'tables'>,
  readings: ReadonlyMap<CellKey, Reading>,
  { threshold, fixed }: { readonly threshold: number; readonly fixed: ReadonlySet<CellKey> },
): Cells => {
  const cells: Cells = Object.fromEntries([...readings].map(([key, { sum }]) => [key, sum]));
  for (const [key, { sum }] of readings)
    if (!fixed.has(key) && sum > 0 && sum < threshold) withhold(tables, cells, key);
  return cells;
};

/** Cells of a report that everybody knows from the earlier ones. To withhold them would hide nothing. */
const toldByEarlier = (
  model: Model,
  known: readonly Relation[],
  readings: ReadonlyMap<CellKey, Reading>,
): ReadonlySet<CellKey> => {
  const prove = secretProver(model.truth, 1);
  const certain = new Set(prove(known, [...readings.values()]));
  return new Set([...readings].flatMap(([key, reading]) => (certain.has(reading) ? [key] : [])));
};

/** The tables that have a part in what could be worked out. */
const tablesOf = ({ tables, keys }: Model, unproved: readonly Secret[]): readonly ReportTable[] => {
  const cells = new Set(
    unproved.flatMap(({ variables }) => variables.map((variable) => keys[variable % keys.length] ?? '')),
  );
  return tables.filter((table) => [table.of, ...cellsOf(table)].some((key) => cells.has(key)));
};

type Choosable = Reading & { readonly key: CellKey };

/** A row before a total, with which its tables go; a count of 0 late, for it protects little; then the smallest. */
const inOrder = (one: Choosable, other: Choosable): number =>
  Number(!one.key.includes('/')) - Number(!other.key.includes('/')) ||
  Number(one.sum === 0) - Number(other.sum === 0) ||
  one.sum - other.sum;

/** Which cell of the new report is withheld next for a secret: of the nearest ones the first. */
const nearestCell = (
  secret: Secret,
  byVariable: ReadonlyMap<number, readonly Relation[]>,
  choosable: readonly Choosable[],
): CellKey | undefined => {
  const reached = new Set(secret.variables);
  for (let before = -1; before < reached.size;) {
    const best = choosable.find(({ variables }) => variables.some((variable) => reached.has(variable)));
    if (best) return best.key;
    before = reached.size;
    for (const variable of [...reached])
      for (const { terms } of byVariable.get(variable) ?? [])
        for (const term of terms) reached.add(term.variable);
  }
  return undefined;
};

const nextToWithhold = (
  unproved: readonly Secret[],
  relations: readonly Relation[],
  choosable: readonly Choosable[],
): ReadonlySet<CellKey> => {
  const byVariable = new Map<number, Relation[]>();
  for (const relation of relations)
    for (const { variable } of relation.terms) {
      const there = byVariable.get(variable);
      if (there) there.push(relation);
      else byVariable.set(variable, [relation]);
    }
  return new Set(unproved.flatMap((secret) => nearestCell(secret, byVariable, choosable) ?? []));
};

export type SuppressionInput = {
  readonly period: ReportPeriod;
  readonly tables: readonly ReportTable[];
  /** Of every month of this period and of all earlier reports. */
  readonly counts: ReadonlyMap<string, MonthCounts>;
  readonly earlier: readonly PublishedCells[];
};

/**
 * Withholds cells of a report until nothing that is small, and nothing that is withheld, can be worked out from it and all
 * earlier reports together: for each of them there are two lists of counts that fit everything published and in which it
 * differs by the width. Stretches of months that no report is of count as well, for a difference of two reports tells them.
 */
export const suppress = (
  { period, tables, counts, earlier }: SuppressionInput,
  { threshold, width }: SuppressionSettings,
): Suppression => {
  const model = modelOf(tables, [period, ...earlier.map((report) => report.period)], counts);
  const readings = readingsOf(model, { period });
  const known = [...structure(model), ...earlier.flatMap((report) => relationsOf(model, report))];
  const fixed = new Set([alwaysTold, ...toldByEarlier(model, known, readings)]);
  const cells = firstCells(model, readings, { threshold, fixed });
  for (const key of fixed) cells[key] = readings.get(key)?.sum ?? 0;
  const toldEarlier = new Set(
    [
      ...[...fixed].flatMap((key) => readings.get(key) ?? []),
      ...earlier.flatMap((report) =>
        [...readingsOf(model, report)].flatMap(([key, reading]) =>
          typeof report.cells[key] === 'number' ? [reading] : [],
        ),
      ),
    ].map(({ variables }) => secretKey(variables)),
  );
  const prove = secretProver(model.truth, width);
  const whole = new Set<string>();
  for (;;) {
    const report = { period, threshold, cells, whole: [...whole] };
    const secrets = [...smallStretches(model, threshold), ...withheldIn(model, [...earlier, report])];
    const relations = [...known, ...relationsOf(model, report)];
    const open = secrets.filter(({ variables }) => !toldEarlier.has(secretKey(variables)));
    const unproved = prove(relations, open);
    if (unproved.length === 0) return { kind: 'protected', cells, whole: [...whole] };
    const choosable = [...readings]
      .filter(([key]) => !fixed.has(key) && cells[key] !== null)
      .map(([key, reading]) => ({ key, ...reading }))
      .sort(inOrder);
    const taken = nextToWithhold(unproved, relations, choosable);
    for (const key of taken) withhold(tables, cells, key);
    if (taken.size > 0) continue;
    const next = tablesOf(model, unproved).filter(({ id }) => !whole.has(id));
    if (next.length === 0) return { kind: 'unprotected' };
    for (const table of next) {
      whole.add(table.id);
      for (const key of cellsOf(table)) if (!fixed.has(key)) cells[key] = null;
    }
  }
};
