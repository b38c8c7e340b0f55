import type { DoorActName } from '../../domain/door/door-act.ts';
import type { DoorPage } from '../../domain/door/door-page.ts';
import { messageLimitBytes } from '../../domain/kernel/text.ts';
import { AppealFields, type OfferedDecision } from '../../reporter/acts/appeal-fields.tsx';
import { fileScripts, FilesFieldset } from '../../reporter/files/files-fieldset.tsx';
import { routes } from '../../reporter/routes.ts';
import { WordsField } from '../../reporter/thread/follow-up-form-page.tsx';
import { ErrorSummary, Layout, type PageProblem } from '../../reporter/ui/layout.tsx';
import type { Page } from '../../reporter/ui/page.ts';
import { TextField } from '../../reporter/ui/text-field.tsx';
import type { DoorMessages } from '../locales/en.ts';
import type { KeptAct } from './kept-act.ts';

/** Acts with which files go. */
const withFiles: readonly DoorActName[] = ['appeal', 'return-request', 'measure-done'];

type ActFormProps = {
  readonly page: Page;
  readonly said: DoorMessages;
  readonly kept: KeptAct;
  /** Sealed, good for 30 minutes; without it the words are asked for. */
  readonly handle: string | undefined;
  /** What the page of the door shows; absent where the conversation could not be read. */
  readonly content?: DoorPage | undefined;
  /** `2026-03-09`, in UTC. */
  readonly today: string;
  readonly problems: readonly PageProblem[];
  /** After a fault nobody knows whether it was stored. */
  readonly uncertain?: boolean | undefined;
  /** What was found in the files has not been shown yet. */
  readonly lookAtFiles?: boolean | undefined;
  readonly room?: number | undefined;
  readonly todayFull: boolean;
};

/** The decision that an appeal is about; absent where the conversation could not be read. */
const offeredOf = ({ content }: ActFormProps, decision: string): readonly OfferedDecision[] | undefined =>
  content?.kind === 'response'
    ? content.decisions.flatMap(({ number, on, appealBy }) =>
        String(number) === decision && appealBy !== undefined
          ? [{ decision: number, on, until: appealBy }]
          : [],
      )
    : undefined;

type ProblemAt = (field: string) => string | undefined;

const Form = (props: ActFormProps & { readonly problemAt: ProblemAt }) => {
  const { page, said, kept, handle, problems, problemAt } = props;
  const words = said.acts[kept.act];
  const { decision = '', ground = '', late = '' } = kept.facts;
  const hidden = kept.act === 'appeal' ? [] : Object.keys(kept.facts);
  return (
    <form
      id="act"
      method="post"
      action={page.href(routes.act)}
      enctype="multipart/form-data"
      autocomplete="off"
    >
      {handle === undefined ? (
        <>
          <WordsField page={page} words="" problem={problemAt('words')} />
          <input type="hidden" name="key" value={kept.key} />
        </>
      ) : (
        <input type="hidden" name="handle" value={handle} />
      )}
      <input type="hidden" name="act" value={kept.act} />
      {hidden.map((name) => (
        <input type="hidden" name={name} value={kept.facts[name] ?? ''} />
      ))}
      {kept.act === 'appeal' && (
        <AppealFields
          page={page}
          kept={{ decision, ground, late }}
          offered={offeredOf(props, decision)}
          today={props.today}
          problemAt={problemAt}
        />
      )}
      <TextField
        id="text"
        label={words.label}
        hint={said.acts.hint(page.messages.kilobytes(messageLimitBytes))}
        rows={kept.act === 'appeal' ? 10 : 5}
        value={kept.text}
        problem={problemAt('text')}
      />
      {withFiles.includes(kept.act) && (
        <FilesFieldset
          page={page}
          files={kept.files}
          problems={problems}
          attachAt={handle === undefined ? undefined : page.href(routes.actForm)}
          todayFull={props.todayFull}
          room={props.room}
        />
      )}
      <button type="submit">{words.send}</button>
    </form>
  );
};

/** The form for something that is done besides writing, alone on its page. */
export const ActFormPage = (props: ActFormProps) => {
  const { page, said, kept, handle, problems } = props;
  const words = said.acts[kept.act];
  const problemAt: ProblemAt = (field) => problems.find((problem) => problem.field === field)?.text;
  return (
    <Layout
      page={page}
      failed={problems.length > 0}
      typed={{ id: 'act', shownAgainBy: routes.actForm }}
      scripts={fileScripts(page.settings)}
      neutral={handle === undefined}
    >
      <h1>{words.heading}</h1>
      <ErrorSummary page={page} problems={problems} uncertain={props.uncertain ?? false} />
      {props.lookAtFiles === true && (
        <p class="box warn" role="alert">
          <a href="#act">{page.messages.files.look}</a>
        </p>
      )}
      <p>{words.text}</p>
      <Form {...props} problemAt={problemAt} />
      {handle !== undefined && (
        <form method="post" action={page.href(routes.shown)}>
          <input type="hidden" name="handle" value={handle} />
          <button type="submit" class="quiet">
            {said.acts.back}
          </button>
        </form>
      )}
    </Layout>
  );
};
