import type { Context, Hono } from 'hono';
import { readReportFile, reportDigest } from '../../domain/transparency/published-report.ts';
import type { PublicReport } from '../../domain/transparency/transparency-store.ts';
import { csvFile } from '../../web/answer/csv.ts';
import { notFound } from '../../web/answer/problem.ts';
import { route } from '../../web/answer/route.ts';
import { ReportBody } from '../../web/transparency/report-body.tsx';
import { reportMarkdown, reportRows } from '../../web/transparency/report-text.ts';
import { periodText, reportView, type ReportView } from '../../web/transparency/report-view.ts';
import { transparencyReports } from '../api/contract.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import { Layout } from '../ui/layout.tsx';
import { isolated, pageOf, type Page } from '../ui/page.ts';
import { problemPage } from '../ui/problem-page.tsx';

/** Formats of the files of a report, by the ending of their names. */
const fileNames = [
  ['json', 'JSON'],
  ['csv', 'CSV'],
  ['md', 'Markdown'],
] as const;

const pathOf = (name: string): string => routes.transparencyReport.replace(':report', name);

const ListPage = ({ page, reports }: { readonly page: Page; readonly reports: readonly PublicReport[] }) => {
  const { transparency } = page.messages;
  const shown = reports.flatMap(({ file }) => readReportFile(file) ?? []);
  return (
    <Layout page={page} languageLinks>
      <h1>{transparency.heading}</h1>
      {shown.length === 0 ? (
        <p>{transparency.none}</p>
      ) : (
        <>
          <p>{transparency.intro(isolated(page, page.text(page.settings.organisation)))}</p>
          <ul>
            {shown.map((report) => (
              <li>
                <a href={page.href(pathOf(report.id))}>{periodText(page.language, report.period)}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <a href={page.href(routes.landing)}>{page.messages.toFirstPage}</a>
      </p>
    </Layout>
  );
};

const fileEndings = ['json', 'csv', 'md'] as const;

type ReportPageProps = { readonly page: Page; readonly id: string; readonly view: ReportView };

const ReportPage = ({ page, id, view }: ReportPageProps) => (
  <Layout page={page} languageLinks>
    <ReportBody view={view} />
    <p>
      {page.messages.transparency.files}{' '}
      {fileNames.map(([ending, name]) => (
        <>
          <a href={page.href(pathOf(`${id}.${ending}`))}>{name}</a>{' '}
        </>
      ))}
    </p>
    <p>
      <a href={page.href(routes.transparency)}>{page.messages.transparency.all}</a>
    </p>
  </Layout>
);

const fileTypes = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  md: 'text/markdown; charset=utf-8',
} as const satisfies Readonly<Record<(typeof fileEndings)[number], string>>;

/** The same bytes for everybody: the file is as it was stored, what is made of it is in the reader's language. */
const fileText = (report: PublicReport, view: ReportView, ending: keyof typeof fileTypes): string => {
  switch (ending) {
    case 'json':
      return report.file;
    case 'csv':
      return csvFile(reportRows(view));
    case 'md':
      return reportMarkdown(view);
  }
};

/** What was published of the team's work, for everybody. It reads one partition and nothing else. */
export const transparencyPages = (app: Hono, context: ReporterContext): void => {
  const { settings, store } = context;
  const latestFirst = async () => [...(await store.publishedReports())].reverse();

  const answer = (c: Context, stored: PublicReport, ending: string | undefined) => {
    const report = readReportFile(stored.file);
    const page = pageOf(c, settings);
    if (!report) return problemPage(c, settings, notFound);
    const view = reportView(report, page.language);
    if (ending === undefined) return c.html(<ReportPage page={page} id={stored.id} view={view} />);
    const type = fileEndings.find((one) => one === ending);
    if (!type) return problemPage(c, settings, notFound);
    return c.body(fileText(stored, view, type), 200, {
      'content-type': fileTypes[type],
      'content-disposition': `attachment; filename="transparency-${stored.id}.${type}"`,
    });
  };

  route(app, routes.transparency, {
    GET: async (c) => c.html(<ListPage page={pageOf(c, settings)} reports={await latestFirst()} />),
  });

  route(app, routes.transparencyReport, {
    GET: async (c) => {
      const [id, ending] = (c.req.param('report') ?? '').split('.', 2);
      const stored = (await store.publishedReports()).find((report) => report.id === id);
      return stored ? answer(c, stored, ending) : problemPage(c, settings, notFound);
    },
  });

  route(app, routes.api.transparency, {
    GET: async (c) => {
      const reports = (await latestFirst()).map(({ id, publishedOn, file }) => ({
        id,
        publishedOn,
        sha256: reportDigest(file),
      }));
      return c.json(transparencyReports.parse({ reports }));
    },
  });
};
