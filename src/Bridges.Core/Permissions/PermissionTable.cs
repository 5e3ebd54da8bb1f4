using Bridges.Matrix;

namespace Bridges.Core;

/// <summary>Who may do what: by user id, else by server name, else by <c>*</c>; who is not named is blocked.</summary>
public sealed class PermissionTable(IReadOnlyDictionary<string, PermissionLevel> levels)
{
    private volatile Dictionary<string, PermissionLevel> _levels = new(levels, StringComparer.Ordinal);

    public static PermissionTable Nobody { get; } = new(new Dictionary<string, PermissionLevel>(StringComparer.Ordinal));

    /// <summary>The users who are named with just this level.</summary>
    public IEnumerable<UserId> UsersOf(PermissionLevel level) =>
        _levels.Where(entry => entry.Value == level).Select(entry => UserId.TryParse(entry.Key, out var user) ? user : default(UserId?)).OfType<UserId>();

    /// <summary>From now on these count; what is under way goes on with what it was told.</summary>
    public void Replace(IReadOnlyDictionary<string, PermissionLevel> levels) => _levels = new(levels, StringComparer.Ordinal);

    public PermissionLevel LevelOf(UserId user)
    {
        var all = _levels;
        if (all.TryGetValue(user.Value, out var level))
        {
            return level;
        }

        if (user.ServerName is { Length: > 0 } server && all.TryGetValue(server, out level))
        {
            return level;
        }

        return all.GetValueOrDefault("*", PermissionLevel.Blocked);
    }
}
