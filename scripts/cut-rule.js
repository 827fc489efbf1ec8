/** Names of limits, as in `text.slice(0, maxTextLength)`. */
const limit = /max|most|longest|limit|length/i
/** Identifiers, hashes and dates are taken apart at known places; what is cut at more than this is text. */
const longestToken = 64

const isLimit = (node) =>
  node?.type === 'Literal'
    ? typeof node.value === 'number' && node.value > longestToken
    : node?.type === 'Identifier'
      ? limit.test(node.name)
      : node?.type === 'BinaryExpression' && (isLimit(node.left) || isLimit(node.right))

/** ESLint rule: text is shortened by `cutText`, because `slice` can leave half a character that no database takes. */
export const cutsWholeCharacters = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const { parserServices } = context.sourceCode
    const isText = (node) => {
      const type = parserServices.getTypeAtLocation(node)
      const checker = parserServices.program.getTypeChecker()
      return checker.typeToString(checker.getBaseTypeOfLiteralType(type)) === 'string'
    }
    return {
      CallExpression(node) {
        const { callee, arguments: args } = node
        if (callee.type !== 'MemberExpression' || callee.computed) return
        if (!['slice', 'substring', 'substr'].includes(callee.property.name)) return
        if (args[0]?.type !== 'Literal' || args[0].value !== 0 || !isLimit(args[1])) return
        if (isText(callee.object))
          context.report({ node, message: 'Shorten text with cutText: slice can halve a character.' })
      },
    }
  },
}
