import type { Context } from 'hono';
import { readForm, type FormFields } from '../../web/request/request-body.ts';
import { newReportReader, type NewReport } from '../../domain/intake/new-report.ts';
import type { ReceivedFormFiles } from '../files/receive-form-files.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { pageOf } from '../ui/page.ts';
import { problemPage } from '../ui/problem-page.tsx';
import { receiveReportFiles } from './report-files.ts';
import {
  reportProblems,
  shownValues,
  submittedFiles,
  submittedReport,
  type ReportFormValues,
} from './report-form.ts';
import type { ReportAnswers } from './responses.tsx';

/** A form of a report as it came, and its files, which have been taken. */
export type SubmittedForm = { readonly fields: FormFields; readonly received: ReceivedFormFiles };

export type CheckedForm = SubmittedForm & {
  readonly report: NewReport;
  readonly values: ReportFormValues;
};

/** The first steps with every form of a report. Each gives the form, or the page that says why it goes no further. */
export const submittedForms = (context: ReporterContext, answers: ReportAnswers) => {
  const { settings } = context;
  const { rosterIfReadable, formPage, formAfterFault, reviewPage } = answers;
  const newReports = newReportReader(settings);

  /** Reads the form and takes its files. */
  const receive = async (c: Context): Promise<SubmittedForm | Response> => {
    const form = await readForm(c.req.raw);
    if (!form.ok) return problemPage(c, settings, form.problem);
    const fields = form.content;
    const received = await receiveReportFiles(context, pageOf(c, settings), fields);
    if (received.fault === undefined) return { fields, received };
    const { files, problems, fault } = received;
    const values = { ...shownValues(settings, fields), files };
    return formAfterFault(c, values, fault, { field: 'files', problems });
  };

  /** Receives the form, and checks the report in it. */
  const receiveChecked = async (c: Context): Promise<CheckedForm | Response> => {
    const form = await receive(c);
    if (form instanceof Response) return form;
    const { fields, received } = form;
    const { files, problems: fileProblems } = received;
    const values = { ...shownValues(settings, fields), files };
    const report = newReports.read({ ...submittedReport(settings, fields), ...submittedFiles(files) });
    if (report.success && fileProblems.length === 0) return { ...form, report: report.data, values };
    const wrong = report.success ? [] : reportProblems(pageOf(c, settings), values.channel, report.error);
    const problems = [...wrong, ...fileProblems];
    if (fields.get('reviewed') !== 'yes') return formPage(c, values, problems);
    const roster = await rosterIfReadable(context.clock());
    return reviewPage(c, roster, { values, problems });
  };

  return { receive, receiveChecked };
};
