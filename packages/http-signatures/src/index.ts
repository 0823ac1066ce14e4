export { formatDigest, parseDigests } from './content-digest.ts'
export { SignatureError, type SignatureFault } from './faults.ts'
export { linesOf, type Fields, type Message, type RequestMessage, type ResponseMessage } from './message.ts'
export { identifierOf, signatureBase } from './signature-base.ts'
export {
  componentsFrom,
  formatSignature,
  formatSignatureInput,
  parseAcceptSignature,
  parseSignatureInputs,
  parseSignatures,
  type AcceptedSignature,
  type Component,
  type SignatureInput,
  type SignatureParams,
} from './signature-fields.ts'
