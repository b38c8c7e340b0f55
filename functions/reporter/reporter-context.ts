import type { AttachmentStore } from '../domain/attachment/attachment-store.ts';
import type { CleanFile } from '../domain/attachment/receive-file.ts';
import type { UploadStore } from '../domain/attachment/upload-store.ts';
import type { KeptKeys } from '../domain/intake/keep-keys.ts';
import type { ReportStore } from '../domain/intake/submit-report.ts';
import type { Random } from '../domain/kernel/random.ts';
import type { PublishedReports } from '../domain/transparency/transparency-store.ts';
import type { PublicListStore } from '../domain/register/public-list.ts';
import type { SurveyStore } from '../domain/survey/answer-survey.ts';
import type { PassphraseStore } from '../domain/thread/new-passphrase.ts';
import type { StopMailsStore } from '../domain/thread/stop-mails.ts';
import type { WithdrawStore } from '../domain/thread/withdraw.ts';
import type { Settings } from '../settings/schema.ts';
import type { Log } from '../adapters/log/log.ts';

/** What the composition root gives the reporter application. */
export type ReporterContext = {
  readonly settings: Settings;
  readonly store: ReportStore &
    StopMailsStore &
    WithdrawStore &
    PassphraseStore &
    PublicListStore &
    SurveyStore &
    PublishedReports;
  readonly keys: KeptKeys;
  /** Sealed chunks of attachments. */
  readonly files: AttachmentStore;
  readonly uploads: UploadStore;
  /** Loaded when the first file comes. */
  readonly cleanFile: CleanFile;
  readonly random: Random;
  readonly clock: () => Date;
  readonly log: Log;
  /** The OpenAPI document, made from the same schemas at build time; loaded when somebody asks for it. */
  readonly openApi: () => Promise<unknown>;
};
