using Bridges.Abstractions;

namespace Bridges.Matrix;

/// <summary>
/// A picture in the text (MSC2545); the span's text is what to show without it. Only between Matrix HTML and the bridge: a module never
/// sees it, and it is not serialized.
/// </summary>
public sealed record MatrixEmoji(MxcUri Picture) : TextStyle;
