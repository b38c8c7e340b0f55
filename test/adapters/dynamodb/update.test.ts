import { describe, expect, it } from 'vitest';
import { updateItem } from '../../../functions/adapters/dynamodb/client/update.ts';

const target = { table: 'cases', key: { pk: 'p', sk: 's' } };

describe('an update', () => {
  it('names every attribute by a placeholder, and declares exactly those it uses', () => {
    const update = updateItem({
      ...target,
      set: { ttl: 5, state: 'closed' },
      add: { version: 1 },
      remove: ['queuePk'],
      condition: '#version = :before',
      values: { before: 3 },
    });

    expect(update).toEqual({
      TableName: 'cases',
      Key: { pk: { S: 'p' }, sk: { S: 's' } },
      UpdateExpression: 'SET #ttl = :ttl, #state = :state ADD #version :version REMOVE #queuePk',
      ConditionExpression: '#version = :before',
      ExpressionAttributeNames: {
        '#ttl': 'ttl',
        '#state': 'state',
        '#version': 'version',
        '#queuePk': 'queuePk',
      },
      ExpressionAttributeValues: {
        ':ttl': { N: '5' },
        ':state': { S: 'closed' },
        ':version': { N: '1' },
        ':before': { N: '3' },
      },
    });
  });

  it('leaves alone what is undefined, and sends no empty list of values', () => {
    const update = updateItem({ ...target, set: { openedAt: undefined }, remove: ['noticed'] });

    expect(update.UpdateExpression).toBe('REMOVE #noticed');
    expect(update.ExpressionAttributeNames).toEqual({ '#noticed': 'noticed' });
    expect(update).not.toHaveProperty('ExpressionAttributeValues');
    expect(update).not.toHaveProperty('ConditionExpression');
  });
});
