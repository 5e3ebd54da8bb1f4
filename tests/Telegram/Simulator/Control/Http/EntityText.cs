using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Control.Http;

/// <summary>A formatted stretch of a message, with its text for easy reading.</summary>
internal sealed record EntityText(EntityKind Kind, string Text);
