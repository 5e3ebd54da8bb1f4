namespace Bridges.Core.FromMatrix.Groups;

/// <summary>A user's level, before and now.</summary>
internal sealed record UserLevelChange(string User, int Before, int Now);
