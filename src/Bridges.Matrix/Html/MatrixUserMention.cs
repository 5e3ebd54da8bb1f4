using Bridges.Abstractions;

namespace Bridges.Matrix;

/// <summary>
/// Names a Matrix user. Only between Matrix HTML and the bridge: a module never sees it, and it is not serialized.
/// </summary>
public sealed record MatrixUserMention(UserId User) : TextStyle;
