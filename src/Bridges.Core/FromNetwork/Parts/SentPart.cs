using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork.Parts;

/// <summary>The event that a part became, and what is to be noted together with it.</summary>
internal sealed record SentPart(EventId EventId, IReadOnlyList<Statement> Writes);
