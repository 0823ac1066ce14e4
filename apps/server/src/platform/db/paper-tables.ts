type Instant = Date

interface Paper {
  id: string
  case_id: string
  /** Who put it forward, and for whom. */
  organization_id: string
  account_id: string
  withdrawn_by: string | null
  withdrawn_at: Instant | null
}

export interface CaseCommentTable extends Paper {
  body: string
  written_at: Instant
}

export interface CaseDocumentTable extends Paper {
  name: string
  media_type: string
  bytes: number
  /** Of the content as it was received. */
  sm3: Uint8Array
  /** Key of this document alone, wrapped by a key-encryption key. */
  wrapped_key: Uint8Array
  added_at: Instant
}

export interface CaseDocumentPartTable {
  document_id: string
  position: number
  sealed: Uint8Array
}

/** What the parties of a case say of it and put to it. */
export interface PaperTables {
  case_comment: CaseCommentTable
  case_document: CaseDocumentTable
  case_document_part: CaseDocumentPartTable
}
