import { caseKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { makeReport, namesOf, settingsNamesOf } from '../../functions/domain/transparency/make-report.ts';
import { reportFile, type PublishedReport } from '../../functions/domain/transparency/published-report.ts';
import { countMonths, tagsOfMonths } from '../../functions/domain/statistics/report-counts.ts';
import { monthsOf } from '../../functions/domain/statistics/report-period.ts';
import { randomCommunity } from '../domain/statistics/random-community.ts';
import type { Service } from '../harness/service.ts';
import { tamper } from '../team/as-member.ts';

const periods = [
  { from: '2024-01', until: '2024-06' },
  { from: '2024-07', until: '2024-12' },
  { from: '2025-01', until: '2025-06' },
];

/** Reports of three half years, each compared with those before. */
const exampleReports = ({ teamContext: { settings } }: Service): PublishedReport[] => {
  const rows = randomCommunity(7, { first: '2024-01', months: 18, reports: 500 });
  const months = periods.flatMap((period) => monthsOf(period));
  const counts = countMonths(rows, months, settingsNamesOf(namesOf(settings, [])));
  const tags = tagsOfMonths(rows, months);
  const earlier: PublishedReport[] = [];
  for (const period of periods) {
    const made = makeReport({ settings, period, counts, tags, earlier, countedOn: '2026-03-09' });
    if (made.kind !== 'made') throw new Error(`a report is ${made.kind}`);
    earlier.push(made.report);
  }
  return earlier;
};

/** Everybody reads these reports. @returns the last one's id */
export const publishExamples = async (service: Service): Promise<string> => {
  const reports = exampleReports(service);
  for (const report of reports)
    await tamper(service, 'cases', caseKeys.publicReport(report.id), {
      set: { publishedOn: '2026-03-09', file: reportFile(report) },
    });
  return reports.at(-1)?.id ?? '';
};

/** As if nothing had been published. */
export const unpublishExamples = async (service: Service): Promise<void> => {
  for (const { id } of exampleReports(service))
    await tamper(service, 'cases', caseKeys.publicReport(id), { remove: ['publishedOn', 'file'] });
};
