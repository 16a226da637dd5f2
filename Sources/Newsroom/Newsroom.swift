/// What staff and their programs get: nothing of it is for readers, and nothing of it is kept in any cache.
///
/// - `Tokens`: what a program proves itself with.
/// - `API`: what such a program can ask for, under `/api/v1/`.
public enum NewsroomRoom {
    /// The numbers that this target's migrations may use.
    public static let migrationNumbers = 300..<400
}
