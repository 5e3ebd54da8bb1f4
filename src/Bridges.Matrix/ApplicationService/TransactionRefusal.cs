namespace Bridges.Matrix;

/// <summary>Why a transaction as a whole cannot be taken: the homeserver is answered with 400.</summary>
/// <param name="ErrorCode">The <c>errcode</c> to answer with.</param>
/// <param name="Message">The <c>error</c> to answer with.</param>
public sealed record TransactionRefusal(string ErrorCode, string Message);
