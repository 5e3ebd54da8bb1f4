using Bridges.Matrix;

namespace Bridges.Host.Doctor;

/// <summary>Why a homeserver, or what stands before it, refuses what it ought to do, where the reason has nothing to do with registrations.</summary>
internal static class HomeserverRefusal
{
    private const int TooManyRequests = 429;

    /// <param name="path">What was asked for, as a reverse proxy names it.</param>
    /// <returns>Null where none of the reasons that are known here shows.</returns>
    public static (string Problem, string Mend)? Explain(ProbeAnswer answer, Uri url, string path) => answer switch
    {
        { Failure: not ProbeFailure.None } => ($"Asked for {path}, it gives no answer: {answer.Describe()}.", "See the log of the homeserver (of the worker for this path, where it has workers), and of the reverse proxy before it."),
        { Status: >= 500 } => ($"Asked for {path}, it answers {answer.Describe()}: it, or the worker that is to answer there, is down or failing.", "See the log of the homeserver (of the worker for this path, where it has workers), and of the reverse proxy before it."),
        { Status: TooManyRequests } or { ErrorCode: MatrixErrorCodes.LimitExceeded } => (
            $"Asked for {path}, it answers {answer.Describe()}: too many requests came from here.",
            "Look again in some minutes. If it stays: a reverse proxy with a limit (nginx: limit_req) must not have one for this machine, and 'rate_limited: false' must stand in the registration that the homeserver has."),
        { IsOfMatrix: false } => (
            $"{url} does answer as a homeserver, but not for {path} ({answer.Describe()}): a reverse proxy keeps that back.",
            $"Let it pass everything below /_matrix/ on (nginx: location /_matrix {{ proxy_pass http://127.0.0.1:8008; }}), or set homeserver.url to the homeserver's own listener behind it."),
        _ when IsShutOut(answer) => (
            $"Asked for {path}, it answers {answer.Describe()}: an administrator has shut that user out.",
            "Let the user in again. Synapse, as an administrator: PUT /_synapse/admin/v2/users/USER with {\"deactivated\": false, \"locked\": false}, or PUT /_synapse/admin/v1/suspend/USER with {\"suspend\": false}"),
        _ => null,
    };

    /// <summary>Whether an administrator has shut the user out as whom was asked.</summary>
    public static bool IsShutOut(ProbeAnswer answer) => answer.ErrorCode is "M_USER_DEACTIVATED" or "M_USER_SUSPENDED" or "M_USER_LOCKED";
}
