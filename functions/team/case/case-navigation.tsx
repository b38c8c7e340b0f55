import type { CasePageName } from '../../domain/casework/change/operation.ts';
import { pagePath } from '../routes.ts';
import type { CaseView } from './case-view.ts';

const labels: Readonly<Record<CasePageName, string>> = {
  case: 'Case',
  people: 'People',
  investigation: 'Investigation',
  decision: 'Decision',
  measures: 'Measures',
};

const isPage = (name: string): name is CasePageName => Object.hasOwn(labels, name);

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
            </a>
          </li>
        ))}
    </ul>
  </nav>
);
