import { routes } from '../../functions/reporter/routes.ts';
import type { Settings } from '../../functions/settings/schema.ts';
import type { Lane } from './http-api.ts';

/**
 * Which requests to the reporter function share a throttle. Forms have lanes of their own: neither a flood on the JSON
 * nor one on the pages shuts out somebody without scripts who sends a report. What stores a text has the narrowest
 * lanes, for it costs the most.
 */
export const reporterLanes = ({ writing, forms, api }: Settings['throttles']): readonly Lane[] => [
  { key: `POST ${routes.report}`, throttle: writing },
  { key: `POST ${routes.reply}`, throttle: writing },
  { key: `POST ${routes.api.reports}`, throttle: writing },
  { key: `POST ${routes.api.entries}`, throttle: writing },
  { key: `POST ${routes.review}`, throttle: forms },
  { key: `POST ${routes.followUp}`, throttle: forms },
  { key: `POST ${routes.report}/{proxy+}`, throttle: forms },
  { key: `POST ${routes.followUp}/{proxy+}`, throttle: forms },
  { key: 'ANY /api/{proxy+}', throttle: api },
];
