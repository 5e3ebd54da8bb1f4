using System.Diagnostics.CodeAnalysis;

namespace Bridges.Matrix;

/// <summary>What became of a transaction's body: either of the two is there.</summary>
public readonly record struct TransactionResult(AppServiceTransaction? Transaction, TransactionRefusal? Refusal)
{
    [MemberNotNullWhen(true, nameof(Transaction))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsAccepted => Transaction is not null;
}
