using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core.Ghosts;

/// <summary>
/// Turns remote users into Matrix user ids and back: <c>@{prefix}{network}_{escaped id}:{server}</c>. Characters that a
/// localpart may hold stand for themselves; upper case is marked by <c>_</c>; all else becomes <c>=xx</c> a UTF-8 byte
/// (Matrix specification, appendix "Mapping from other character sets").
/// </summary>
internal sealed class GhostIds(CoreOptions options, CurrentPeople people)
{
    // A user id has at most 255 bytes, the sign, the colon and the server name included.
    private const int MaxUserIdBytes = 255;

    private static readonly UTF8Encoding _strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="BridgeException">The id cannot be a Matrix user id.</exception>
    public UserId ToMatrix(NetworkId network, RemoteUserId user) =>
        TryToMatrix(network, user, out var id) ? id : throw BridgeException.Permanent("The sender's id is too long for Matrix, or no valid text.");

    /// <summary>The ghost that stands for a person now, by whichever of their ids they are named.</summary>
    public bool TryToMatrix(NetworkId network, RemoteUserId user, out UserId id) => TryToMatrixAsNamed(network, Current(network, user), out id);

    /// <inheritdoc cref="TryToMatrixAsNamed"/>
    public UserId? AsNamed(NetworkId network, RemoteUserId user) => TryToMatrixAsNamed(network, user, out var id) ? id : null;

    /// <summary>The ghost of an id, though its person may have another one since.</summary>
    public bool TryToMatrixAsNamed(NetworkId network, RemoteUserId user, out UserId id)
    {
        id = default;
        if (!TryEscape(user.Value, out var escaped))
        {
            return false;
        }

        id = options.Local($"{options.GhostPrefix}{network}_{escaped}");
        return Encoding.UTF8.GetByteCount(id.Value) <= MaxUserIdBytes;
    }

    /// <param name="user">By their id of now, though the ghost may be one that they had before.</param>
    public bool TryParse(UserId id, out NetworkId network, out RemoteUserId user)
    {
        (network, user) = (default, default);
        if (id.ServerName != options.ServerName || !id.Localpart.StartsWith(options.GhostPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = id.Localpart.AsSpan(options.GhostPrefix.Length);
        var end = rest.IndexOf('_');
        if (end <= 0 || !TryUnescape(rest[(end + 1)..], out var value))
        {
            return false;
        }

        network = new NetworkId(rest[..end].ToString());
        user = Current(network, new RemoteUserId(value));
        return true;
    }

    /// <summary>The id by which a person goes now.</summary>
    public RemoteUserId Current(NetworkId network, RemoteUserId user) => people.Of(network, user);

    /// <summary>The ids that a person had before.</summary>
    public IEnumerable<RemoteUserId> FormerOf(NetworkId network, RemoteUserId user) => people.FormerOf(network, user);

    /// <summary>Whether a user is the ghost of an id that a person had before.</summary>
    public bool IsFormerOf(NetworkId network, RemoteUserId user, UserId ghost) =>
        TryParse(ghost, out var of, out var person) && of == network && person == user && ToMatrix(network, user) != ghost;

    /// <summary>Whether a user is one of our ghosts.</summary>
    public bool IsGhost(UserId id) => id != options.Bot && IsOurs(id);

    /// <summary>Whether a user is ours: the bot or any ghost.</summary>
    public bool IsOurs(UserId id) =>
        id == options.Bot
        || (id.ServerName == options.ServerName && id.Localpart.StartsWith(options.GhostPrefix, StringComparison.Ordinal));

    private static bool TryEscape(string value, [NotNullWhen(true)] out string? escaped)
    {
        try
        {
            escaped = Escape(_strictUtf8.GetBytes(value));
            return true;
        }
        catch (EncoderFallbackException)
        {
            escaped = null;
            return false;
        }
    }

    private static string Escape(byte[] bytes)
    {
        var escaped = new StringBuilder(bytes.Length);
        foreach (var b in bytes)
        {
            var c = (char)b;
            if (c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '-')
            {
                escaped.Append(c);
            }
            else if (c is >= 'A' and <= 'Z')
            {
                escaped.Append('_').Append(char.ToLowerInvariant(c));
            }
            else if (c == '_')
            {
                escaped.Append("__");
            }
            else
            {
                escaped.Append('=').Append(b.ToString("x2", CultureInfo.InvariantCulture));
            }
        }

        return escaped.ToString();
    }

    private static bool TryUnescape(ReadOnlySpan<char> escaped, [NotNullWhen(true)] out string? value)
    {
        value = null;
        var bytes = new List<byte>(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            switch (escaped[i])
            {
                case '_' when i + 1 < escaped.Length && escaped[i + 1] is '_' or (>= 'a' and <= 'z'):
                    bytes.Add((byte)char.ToUpperInvariant(escaped[++i]));
                    break;
                case '=' when i + 2 < escaped.Length && byte.TryParse(escaped.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var b):
                    bytes.Add(b);
                    i += 2;
                    break;
                case (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '-':
                    bytes.Add((byte)escaped[i]);
                    break;
                default:
                    return false;
            }
        }

        try
        {
            value = _strictUtf8.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }

        // Only the spelling that we write ourselves counts: two user ids must never mean one person.
        return escaped.SequenceEqual(Escape([.. bytes]));
    }
}
