using System.Net;
using Bridges.Abstractions;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Lanes;

/// <summary>What an expected failure means for the row at hand.</summary>
internal static class Failures
{
    public static bool IsExpected(Exception exception) =>
        exception is BridgeException or MatrixException or HomeserverUnreachableException or StorageException;

    public static RowOutcome ToOutcome(Exception exception) => exception switch
    {
        BridgeException { Kind: FailureKind.Transient } transient =>
            new RowOutcome.TryAgain(transient.Message, transient.RetryAfter, transient.Certainty == Certainty.Uncertain),
        BridgeException permanent => new RowOutcome.GiveUp(permanent.Message),
        HomeserverUnreachableException unreachable =>
            new RowOutcome.TryAgain("The homeserver does not answer.", MayHaveHappened: unreachable.MayHaveArrived),
        MatrixException { Status: >= HttpStatusCode.InternalServerError } => new RowOutcome.TryAgain("The homeserver failed.", MayHaveHappened: true),
        MatrixException { Status: HttpStatusCode.TooManyRequests } limited => new RowOutcome.TryAgain("The homeserver is busy.", limited.RetryAfter),
        MatrixException { IsFromElsewhere: true } or MatrixException { Status: < HttpStatusCode.BadRequest } =>
            new RowOutcome.TryAgain("Something else than the homeserver answers at its address.", MayHaveHappened: true),
        MatrixException { ErrorCode: MatrixErrorCodes.Exclusive } =>
            new RowOutcome.TryAgain("The registration that the homeserver has loaded does not give the bridge its users."),
        MatrixException { MeansRegistration: true } => new RowOutcome.TryAgain("The homeserver does not know the bridge's token."),
        MatrixException { IsTransient: true } => new RowOutcome.TryAgain("The homeserver is busy.", MayHaveHappened: true),
        MatrixException { ErrorCode: MatrixErrorCodes.TooLarge } => new RowOutcome.GiveUp("The message is too large for Matrix."),
        MatrixException refused => new RowOutcome.GiveUp($"The homeserver refused it ({refused.ErrorCode}: {refused.Message})."),
        StorageException { IsTransient: true } => new RowOutcome.TryAgain("The bridge's database does not answer."),
        StorageException => new RowOutcome.GiveUp("The bridge's database failed."),
        _ => throw new InvalidOperationException("Not an expected failure.", exception),
    };
}
