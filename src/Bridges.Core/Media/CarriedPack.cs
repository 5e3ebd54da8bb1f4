using System.Text.Json.Nodes;
using Bridges.Matrix;

namespace Bridges.Core.Media;

/// <summary>A network's pack of stickers whose pictures are on the homeserver.</summary>
/// <param name="StateKey">Under which it stands in rooms.</param>
/// <param name="Images">In the pack's order; null for one that could not be had.</param>
/// <param name="Content">What stands in rooms; null where none could be had.</param>
internal sealed record CarriedPack(string StateKey, IReadOnlyList<PackImage?> Images, JsonObject? Content);
