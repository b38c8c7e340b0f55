import type { surveyOn } from '../domain/survey/survey.ts';
import type { OtherThread } from '../domain/door/open-conversation.ts';
import type { EntryView } from '../reporter/thread/entry-view.ts';
import type { Writing } from '../reporter/thread/write-form.tsx';
import type { DoorMessages } from './locales/en.ts';

/** What the page of a door is made with. */
export type DoorView = Writing & {
  readonly said: DoorMessages;
  readonly thread: OtherThread;
  readonly entries: readonly EntryView[];
  /** `2026-03-09`, in UTC. */
  readonly today: string;
  /** How the questions at the end stand; absent where nobody is asked. */
  readonly survey: ReturnType<typeof surveyOn>;
  readonly news?: string | undefined;
  /** What was found in the files of the reply has not been shown yet. */
  readonly lookAtFiles?: boolean | undefined;
  /** The place in the conversation before which it is shown; the newest part when absent. */
  readonly before?: string | undefined;
};

/** The same with what this kind of door shows. */
export type DoorViewOf<Content> = DoorView & { readonly content: Content };
