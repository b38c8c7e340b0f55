/** Plain words, short, easy to say and spell, without a meaning in a report. */
export const adjectives = (
  'amber ample ashen azure balmy birch blue bold brass bright brisk bronze calm cedar chalky clear cobalt cocoa ' +
  'copper coral cosy cream crimson crisp dapper dewy dusky eager early easy ebony elder emerald even fair fallow ' +
  'fern fine flint fond frosty gentle ginger glad golden grand granite green grey happy hazel honey indigo ivory ' +
  'jade jolly keen khaki kind lemon light lilac lime linen lively loyal lucid lunar magenta maple marble maroon ' +
  'mellow merry mild mint misty modest mossy navy neat nimble noble oaken ochre olive opal orange patient peach ' +
  'pearl plain plum polar proud quick quiet rapid rosy ruby russet rustic saffron sandy satin scarlet sepia ' +
  'silent silver simple slate snowy solar spruce steady sunny swift tawny teal tidy topaz tranquil umber velvet ' +
  'violet vivid warm willow wise woolly'
).split(' ');

export const animals = (
  'alpaca antelope auk badger bat beaver bee bison bittern bluebird bobcat buffalo bunting buzzard camel ' +
  'caribou cat cheetah chough civet condor coot cormorant crane cricket crow curlew deer dingo dolphin dormouse ' +
  'dove dragonfly duck dunlin eagle eider egret elk ermine falcon ferret finch firefly flamingo fox gannet ' +
  'gazelle gecko gibbon giraffe goat godwit goose grebe grouse gull hare harrier hedgehog heron hoopoe horse ibex ' +
  'ibis iguana jackdaw jaguar jay kestrel kingfisher kite kiwi koala lapwing lark lemur leopard linnet lizard ' +
  'llama loon lynx magpie mallard marten martin merlin mole moose moth narwhal newt nightjar ocelot okapi oriole ' +
  'osprey otter owl oyster panda parrot partridge pelican penguin petrel pheasant pigeon pika pipit plover pony ' +
  'puffin puma quail rabbit raven reindeer robin rook salmon seal serval shearwater shrike siskin skylark sparrow ' +
  'squirrel starling stoat stork swallow swan swift tapir tern thrush tiger toucan trout turtle vole wagtail ' +
  'walrus warbler weasel whale wombat woodcock wren yak zebra'
).split(' ');
