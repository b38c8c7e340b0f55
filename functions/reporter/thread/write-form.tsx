import type { Child } from 'hono/jsx';
import { FilesFieldset } from '../files/files-fieldset.tsx';
import { noFormFiles } from '../files/form-files.ts';
import { routes } from '../routes.ts';
import type { PageProblem } from '../ui/layout.tsx';
import type { Page } from '../ui/page.ts';
import { TextField } from '../ui/text-field.tsx';
import { UrgentReply, type KeptReply } from './follow-up-form-page.tsx';

/** What the page of a conversation knows of the form with which one writes in it. */
export type Writing = {
  readonly page: Page;
  /** Sealed, good for 30 minutes; the page never carries the token back. */
  readonly handle: string;
  /** A reply that was refused, as it was typed. */
  readonly reply?: KeptReply | undefined;
  readonly problems?: readonly PageProblem[];
  /** Bytes of files that the case can still take. */
  readonly room: number;
  /** No more files are taken today. */
  readonly todayFull: boolean;
};

/** The form with which one writes in a conversation. */
export const WriteForm = (
  props: Writing & {
    readonly said: { readonly label: string; readonly hint: string; readonly send: string };
    /** Where files are chosen is folded away until one was. */
    readonly foldFiles?: boolean;
    /** The team can be told at once. */
    readonly urgent?: boolean;
    /** What stands above the text. */
    readonly children?: Child;
  },
) => {
  const { page, reply, said, problems = [] } = props;
  return (
    <form
      method="post"
      action={page.href(routes.reply)}
      enctype="multipart/form-data"
      autocomplete="off"
      id="reply"
    >
      <input type="hidden" name="handle" value={props.handle} />
      {props.children}
      <TextField
        id="text"
        label={said.label}
        hint={said.hint}
        rows={8}
        value={reply?.text ?? ''}
        problem={problems.find(({ field }) => field === 'text')?.text}
      />
      <FilesFieldset
        page={page}
        files={reply?.files ?? noFormFiles}
        problems={problems}
        attachAt={page.href(routes.shown)}
        todayFull={props.todayFull}
        room={props.room}
        folded={props.foldFiles}
      />
      {props.urgent === true && <UrgentReply page={page} checked={reply?.urgent ?? false} />}
      <button type="submit">{said.send}</button>
    </form>
  );
};
