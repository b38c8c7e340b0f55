import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Statement } from './statement.ts';

export const policyStatement = (statement: Statement): PolicyStatement => PolicyStatement.fromJson(statement);
