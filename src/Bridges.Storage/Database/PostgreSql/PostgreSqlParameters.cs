using Npgsql;
using NpgsqlTypes;

namespace Bridges.Storage;

/// <summary>Turns a statement's parameters into the driver's: each with its type, so that one SQL is one prepared statement.</summary>
internal static class PostgreSqlParameters
{
    public static void Add(NpgsqlParameterCollection collection, object?[] parameters)
    {
        foreach (var parameter in parameters)
        {
            collection.Add(From(parameter));
        }
    }

    private static NpgsqlParameter From(object? parameter) => parameter switch
    {
        null => new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text, Value = DBNull.Value },
        string text => new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Text, TypedValue = ParameterText.Storable(text) },
        long number => new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Bigint, TypedValue = number },
        byte[] bytes => new NpgsqlParameter<byte[]> { NpgsqlDbType = NpgsqlDbType.Bytea, TypedValue = bytes },
        ReadOnlyMemory<byte> bytes => new NpgsqlParameter<ReadOnlyMemory<byte>> { NpgsqlDbType = NpgsqlDbType.Bytea, TypedValue = bytes },
        _ => throw new InvalidOperationException($"A statement cannot carry a {parameter.GetType()}."),
    };
}
