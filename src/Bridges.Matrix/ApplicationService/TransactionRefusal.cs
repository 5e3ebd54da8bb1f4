using System.Net;

namespace Bridges.Matrix;

/// <summary>Why a transaction as a whole cannot be taken: the answer for the homeserver.</summary>
/// <param name="Status">The HTTP status to answer with.</param>
/// <param name="ErrorCode">The <c>errcode</c> to answer with.</param>
/// <param name="Message">The <c>error</c> to answer with.</param>
public sealed record TransactionRefusal(HttpStatusCode Status, string ErrorCode, string Message);
