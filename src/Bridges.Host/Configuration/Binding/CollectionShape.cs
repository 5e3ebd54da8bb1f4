using System.Collections;

namespace Bridges.Host.Configuration;

/// <summary>What kind of list or dictionary a property takes.</summary>
internal sealed record CollectionShape(Type ItemType, bool IsDictionary, bool IsArray = false)
{
    public bool ItemIsScalar => ScalarConverter.For(Nullable.GetUnderlyingType(ItemType) ?? ItemType) is not null;

    /// <summary>The shape of a type, or null where it is neither list nor dictionary with text keys.</summary>
    public static CollectionShape? Of(Type type)
    {
        if (type.IsArray)
        {
            return new CollectionShape(type.GetElementType()!, IsDictionary: false, IsArray: true);
        }

        var arguments = type.IsGenericType ? type.GetGenericArguments() : [];
        return arguments.Length switch
        {
            1 when type.IsAssignableFrom(typeof(List<>).MakeGenericType(arguments)) => new CollectionShape(arguments[0], IsDictionary: false),
            2 when arguments[0] == typeof(string) && type.IsAssignableFrom(typeof(Dictionary<,>).MakeGenericType(arguments)) => new CollectionShape(arguments[1], IsDictionary: true),
            _ => null,
        };
    }

    public IDictionary CreateDictionary() => (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), ItemType))!;

    public IList CreateList() => (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(ItemType))!;

    public object Complete(IList list)
    {
        if (!IsArray)
        {
            return list;
        }

        var array = Array.CreateInstance(ItemType, list.Count);
        list.CopyTo(array, 0);
        return array;
    }
}
