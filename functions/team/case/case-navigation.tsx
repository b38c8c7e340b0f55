import type { CasePageName } from '../../domain/casework/change/operation.ts';
import { appealsWaiting } from '../appeal/appeals-waiting.ts';
import { pagePath } from '../routes.ts';
import type { CaseView } from './case-view.ts';

const labels: Readonly<Record<CasePageName, string>> = {
  case: 'Case',
  people: 'People',
  investigation: 'Investigation',
  decision: 'Decision',
  measures: 'Measures',
  appeal: 'Appeals',
};

const isPage = (name: string): name is CasePageName => Object.hasOwn(labels, name);

/** How many appeals wait, where some do. */
const Waiting = ({ view }: { readonly view: CaseView }) => {
  const count = appealsWaiting(view);
  return count === 0 ? null : <> ({count})</>;
};

/** The pages of a case. */
export const CaseNavigation = ({ view }: { readonly view: CaseView }) => (
  <nav aria-label="Pages of this case" class="places">
    <ul>
      {Object.keys(labels)
        .filter(isPage)
        .map((page) => (
          <li>
            <a
              href={pagePath(view.read.head.caseId, page)}
              aria-current={page === view.page ? 'page' : undefined}
            >
              {labels[page]}
              {page === 'appeal' && <Waiting view={view} />}
            </a>
          </li>
        ))}
    </ul>
  </nav>
);
