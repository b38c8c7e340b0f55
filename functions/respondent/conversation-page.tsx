import { otherEntryViews } from '../reporter/thread/entry-view.ts';
import type { DoorView } from './door-view.ts';
import { ExpertPage } from './expert/expert-page.tsx';
import { doorCatalogue } from './locales/catalogue.ts';
import { PlatformPage } from './platform/platform-page.tsx';
import { RespondentPage } from './response/response-page.tsx';
import { WitnessPage } from './witness/witness-page.tsx';

/** The page of any door but the reporter's: what it shows is told by the kind of its thread. */
export const ConversationPage = (given: Omit<DoorView, 'said' | 'entries'>) => {
  const { page, thread, today } = given;
  const entries = otherEntryViews(page, thread.entries, today);
  const view: DoorView = { ...given, said: doorCatalogue[page.language], entries };
  const content = thread.page;
  switch (content.kind) {
    case 'response':
      return <RespondentPage {...view} content={content} />;
    case 'witness':
      return <WitnessPage {...view} content={content} />;
    case 'expert':
      return <ExpertPage {...view} content={content} />;
    case 'platform':
      return <PlatformPage {...view} content={content} />;
  }
};
