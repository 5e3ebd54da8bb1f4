using System.Text.Json.Nodes;

namespace Bridges.Matrix;

internal static class OptionalFields
{
    /// <summary>Leaves the field out where there is no value: readers take null for a wrong type.</summary>
    public static void PutIfAny(this JsonObject target, string name, string? value)
    {
        if (value is not null)
        {
            target[name] = value;
        }
    }
}
