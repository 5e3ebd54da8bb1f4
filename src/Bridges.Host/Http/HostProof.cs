using System.Security.Cryptography;
using System.Text;

namespace Bridges.Host.Http;

/// <summary>
/// Shows that whoever answers has the same as_token, without saying it: the command line tells it to nobody before it knows
/// that its own host listens.
/// </summary>
internal sealed class HostProof(string asToken)
{
    private const int ChallengeBytes = 32;

    private readonly byte[] _key = Encoding.UTF8.GetBytes(asToken);

    /// <summary>A new challenge each time, so that an answer that was heard once is of no use.</summary>
    public static string NewChallenge() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(ChallengeBytes));

    /// <summary>The answer to a challenge; null where it is none of ours, so that nobody chooses freely what is signed.</summary>
    public string? Answer(string challenge) => challenge.Length == 2 * ChallengeBytes && challenge.All(char.IsAsciiHexDigitLower)
        ? Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"bridges host {challenge}")))
        : null;

    public bool IsAnswer(string challenge, string? answer) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Answer(challenge)!), Encoding.UTF8.GetBytes(answer ?? ""));
}
