import { raw } from 'hono/html';
import { takesFiles } from '../../domain/attachment/limits.ts';
import { downloadScript, uploadScript } from '../../web/page/page-scripts.ts';
import { CaseSubPage } from '../case/case-sub-page.tsx';
import type { CaseView } from '../case/case-view.ts';
import { Panel } from '../case/panel.tsx';
import { hasFiles } from '../files/attachments.tsx';
import { OperationForms } from '../handling/operation-forms.tsx';
import { ConversationPanel } from './conversation-panel.tsx';
import { newEntries } from '../../domain/casework/reading/conversations.ts';
import { conversationName, stateNames } from './door-words.ts';
import { ExpertDoorForm } from './expert-door-form.tsx';
import { MakeDoorForm } from './make-door-form.tsx';
import { PlatformDoorForm } from './platform-door-form.tsx';

/** From so many conversations on, a list of them stands on top. */
const manyConversations = 3;

/** Who is heard, how far each has come, and where something is new. */
const Overview = ({ view }: { readonly view: CaseView }) => {
  const { conversations } = view.read.conversations;
  if (conversations.length < manyConversations) return null;
  return (
    <nav aria-label="Conversations" class="box">
      <ul class="plain">
        {conversations.map(({ number, door, state, entries }) => {
          const count = newEntries({ door, entries: entries.length });
          return (
            <li>
              <a href={`#conversation-${number}`}>{conversationName(door)}</a>: {stateNames[state]}
              {count > 0 && <strong> ({count} new)</strong>}
            </li>
          );
        })}
      </ul>
    </nav>
  );
};

/** Everybody who is heard without an account: how far they have come, what they wrote, and what to tell them. */
export const PeoplePage = ({ view }: { readonly view: CaseView }) => {
  const { conversations } = view.read.conversations;
  const mayWrite = view.may('answer-reporter') && takesFiles(view.settings) && conversations.length > 0;
  return (
    <CaseSubPage view={view} heading="People">
      <div class="columns">
        <div id="conversations">
          {conversations.length === 0 && (
            <p class="soft">There is no conversation yet with anybody but the reporter.</p>
          )}
          <Overview view={view} />
          {conversations.map((conversation) => (
            <ConversationPanel view={view} conversation={conversation} />
          ))}
        </div>
        <div>
          <Panel id="begin" heading="Hear somebody">
            <p class="soft">
              They need no account: they get a link or twelve words from you, read what you write for them,
              and answer. They never see the report, the reporter, or anybody else.
            </p>
            <MakeDoorForm view={view} />
            <ExpertDoorForm view={view} />
            <PlatformDoorForm view={view} />
            <OperationForms view={view} panel="begin" />
          </Panel>
        </div>
      </div>
      {mayWrite && <script>{raw(uploadScript)}</script>}
      {conversations.some(({ entries }) => hasFiles(entries)) && <script>{raw(downloadScript)}</script>}
    </CaseSubPage>
  );
};
