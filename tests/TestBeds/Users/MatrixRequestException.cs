using System.Net;

namespace Bridges.TestBeds.Users;

/// <summary>The homeserver refused what a test user asked.</summary>
public sealed class MatrixRequestException(HttpStatusCode status, string answer, string request)
    : Exception($"{request} was answered with {(int)status}: {answer}")
{
    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; } = status;
}
