import { DynamoDBServiceException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { awsErrorKind } from '../../../functions/adapters/aws/error-kind.ts';

const exception = (name: string, httpStatusCode: number) =>
  new DynamoDBServiceException({ name, $fault: 'client', $metadata: { httpStatusCode } });

describe('an error of AWS', () => {
  it.each([
    ['ProvisionedThroughputExceededException', 400],
    ['ThrottlingException', 400],
    ['Throttling', 400],
    ['RequestLimitExceeded', 400],
    ['TransactionInProgressException', 400],
  ])('%s passes: busy', (name, status) => {
    expect(awsErrorKind(exception(name, status))).toBe('busy');
  });

  it('a single write that met a transaction is busy, not refused', () => {
    const conflict = new TransactionConflictException({ message: '', $metadata: { httpStatusCode: 400 } });

    expect(awsErrorKind(conflict)).toBe('busy');
  });

  it.each([
    ['ValidationException', 400],
    ['AccessDeniedException', 400],
    ['ResourceNotFoundException', 400],
    ['ExpiredTokenException', 403],
  ])('%s does not pass: refused', (name, status) => {
    expect(awsErrorKind(exception(name, status))).toBe('refused');
  });

  it.each([
    exception('InternalServerError', 500),
    exception('ServiceUnavailable', 503),
    Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }),
    Object.assign(new Error('timed out'), { name: 'TimeoutError' }),
    'not even an error',
    undefined,
  ])('%s is of the network or the service: unavailable', (error) => {
    expect(awsErrorKind(error)).toBe('unavailable');
  });
});
