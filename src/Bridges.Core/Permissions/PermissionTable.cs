using Bridges.Matrix;

namespace Bridges.Core;

/// <summary>Who may do what: by user id, else by server name, else by <c>*</c>; who is not named is blocked.</summary>
public sealed class PermissionTable(IReadOnlyDictionary<string, PermissionLevel> levels)
{
    private readonly Dictionary<string, PermissionLevel> _levels = new(levels, StringComparer.Ordinal);

    public static PermissionTable Nobody { get; } = new(new Dictionary<string, PermissionLevel>(StringComparer.Ordinal));

    /// <summary>The users who are named with just this level.</summary>
    public IEnumerable<UserId> UsersOf(PermissionLevel level) =>
        _levels.Where(entry => entry.Value == level).Select(entry => UserId.TryParse(entry.Key, out var user) ? user : default(UserId?)).OfType<UserId>();

    public PermissionLevel LevelOf(UserId user)
    {
        if (_levels.TryGetValue(user.Value, out var level))
        {
            return level;
        }

        if (user.ServerName is { Length: > 0 } server && _levels.TryGetValue(server, out level))
        {
            return level;
        }

        return _levels.GetValueOrDefault("*", PermissionLevel.Blocked);
    }
}
