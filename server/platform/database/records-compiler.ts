import { type BinaryOperationNode, OperatorNode, PostgresQueryCompiler, PrimitiveValueListNode } from 'kysely'
import { snakeCase } from './column-names.ts'

/**
 * Writes queries as PostgreSQL keeps them: columns in snake case, and one statement for any number of values:
 * `id in ($1, $2)` is another one for each number, and none for an empty list. A single value is compared with `=`, as
 * `among` does.
 */
export class RecordsCompiler extends PostgresQueryCompiler {
  protected override sanitizeIdentifier(name: string): string {
    return super.sanitizeIdentifier(snakeCase(name))
  }

  protected override visitBinaryOperation(node: BinaryOperationNode): void {
    const { leftOperand, operator, rightOperand } = node
    const word = OperatorNode.is(operator) ? operator.operator : undefined
    if (!PrimitiveValueListNode.is(rightOperand) || (word !== 'in' && word !== 'not in'))
      return super.visitBinaryOperation(node)
    const values = [...rightOperand.values]
    this.visitNode(leftOperand)
    this.append(word === 'in' ? ' = ' : ' != ')
    if (values.length === 1) return this.appendValue(values[0])
    this.append(word === 'in' ? 'any(' : 'all(')
    this.appendValue(values)
    this.append(')')
  }
}
