using System.Security.Cryptography;
using System.Text;

namespace Bridges.Matrix;

/// <summary>Tells whether a request comes from the homeserver, without telling by the time it takes how close a wrong token was.</summary>
public sealed class TokenCheck
{
    private const string Scheme = "Bearer ";

    private readonly byte[] _expected;

    /// <param name="expected">The registration's <c>hs_token</c>.</param>
    public TokenCheck(string expected)
    {
        ArgumentException.ThrowIfNullOrEmpty(expected);
        _expected = Digest(expected);
    }

    /// <param name="authorization">The <c>Authorization</c> header; null: not there.</param>
    /// <param name="accessToken">The <c>access_token</c> query parameter, which homeservers before v1.4 send; counts only without the header.</param>
    public TokenVerdict Check(string? authorization, string? accessToken)
    {
        var given = string.IsNullOrEmpty(authorization) ? accessToken
            : authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorization[Scheme.Length..].Trim()
            : null;
        if (string.IsNullOrEmpty(given))
        {
            return TokenVerdict.Missing;
        }

        return CryptographicOperations.FixedTimeEquals(Digest(given), _expected) ? TokenVerdict.Accepted : TokenVerdict.Wrong;
    }

    // Of one length whatever was sent, so that the comparison does not tell the length either.
    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
