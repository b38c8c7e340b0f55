import type { CaseView } from '../case/case-view.ts';
import { pagePath } from '../routes.ts';
import { conversationAnchor, conversationName } from './door-words.ts';

/** On the page of the case: who else has written since the team looked. */
export const UnreadConversations = ({ view: { read } }: { readonly view: CaseView }) =>
  read.unreadConversations.length === 0 ? null : (
    <div class="box">
      <p>New in other conversations:</p>
      <ul>
        {read.unreadConversations.map(({ door, count }) => (
          <li>
            <a href={`${pagePath(read.head.caseId, 'people')}#${conversationAnchor(door.thread)}`}>
              {conversationName(door)}
            </a>{' '}
            ({count} new)
          </li>
        ))}
      </ul>
    </div>
  );
