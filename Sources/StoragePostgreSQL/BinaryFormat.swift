import Storage

/// PostgreSQL's binary format of the types that the seam stores, and their object identifiers (pg_type.dat).
enum BinaryFormat {
    static let unknown: UInt32 = 0
    static let boolean: UInt32 = 16
    static let bytea: UInt32 = 17
    static let character: UInt32 = 18
    static let name: UInt32 = 19
    static let int8: UInt32 = 20
    static let int2: UInt32 = 21
    static let int4: UInt32 = 23
    static let text: UInt32 = 25
    static let oid: UInt32 = 26
    static let json: UInt32 = 114
    static let float4: UInt32 = 700
    static let float8: UInt32 = 701
    static let unknownLiteral: UInt32 = 705
    static let bpchar: UInt32 = 1042
    static let varchar: UInt32 = 1043
    static let numeric: UInt32 = 1700
    static let void: UInt32 = 2278

    /// The type that a value is sent as. NULL goes untyped, so that the server infers it.
    static func type(of value: SQLValue) -> UInt32 {
        switch value {
        case .null: unknown
        case .integer: int8
        case .real: float8
        case .text: text
        case .bytes: bytea
        }
    }

    /// Appends a value's bytes, most significant first.
    static func append(_ value: SQLValue, to buffer: inout [UInt8]) {
        switch value {
        case .null: break
        case .integer(let integer): append(UInt64(bitPattern: integer), to: &buffer)
        case .real(let real): append(real.bitPattern, to: &buffer)
        case .text(let text): buffer.append(contentsOf: text.utf8)
        case .bytes(let bytes): buffer.append(contentsOf: bytes)
        }
    }

    private static func append(_ word: UInt64, to buffer: inout [UInt8]) {
        for shift in stride(from: 56, through: 0, by: -8) { buffer.append(UInt8(truncatingIfNeeded: word >> UInt64(shift))) }
    }

    /// A column's value.
    /// - Throws: ``StorageError/column(_:_:)`` for a type that the seam doesn't read, saying what to write instead.
    static func value(
        _ bytes: UnsafeRawBufferPointer, type: UInt32, column: () -> String
    ) throws(StorageError) -> SQLValue {
        switch (type, bytes.count) {
        case (text, _), (varchar, _), (bpchar, _), (name, _), (character, _), (json, _), (unknownLiteral, _):
            .text(String(decoding: bytes, as: UTF8.self))
        case (bytea, _): .bytes([UInt8](bytes))
        case (int8, 8): .integer(Int64(bitPattern: word(bytes)))
        case (int4, 4): .integer(Int64(Int32(truncatingIfNeeded: word(bytes))))
        case (int2, 2): .integer(Int64(Int16(truncatingIfNeeded: word(bytes))))
        case (oid, 4): .integer(Int64(word(bytes)))
        case (boolean, 1): .integer(bytes[0] == 0 ? 0 : 1)
        case (float8, 8): .real(Double(bitPattern: word(bytes)))
        case (float4, 4): .real(Double(Float(bitPattern: UInt32(truncatingIfNeeded: word(bytes)))))
        case (void, _): .null
        case (numeric, _):
            throw .column(
                column(), "is NUMERIC (SUM and AVG of BIGINT are); write CAST(… AS BIGINT) or AS DOUBLE PRECISION")
        default:
            throw .column(column(), "has the PostgreSQL type \(type), which the seam does not read; CAST it")
        }
    }

    private static func word(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
